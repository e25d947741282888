import { test } from '@japa/runner'
import { isModelName, modelNameFor, moduleNames } from '#app/modules/module_names'

test.group('Module names', () => {
  test('spells a module and its model for every place', ({ assert }) => {
    assert.containSubset(moduleNames('vision-ai', 'camera_frame'), {
      name: 'vision-ai',
      title: 'Vision ai',
      file: 'camera_frame',
      plural: 'camera_frames',
      path: 'camera-frames',
      key: `'camera-frames'`,
      table: 'vision_ai_camera_frames',
      Class: 'CameraFrame',
      variable: 'cameraFrame',
      pluralVariable: 'cameraFrames',
      one: 'camera frame',
      many: 'camera frames',
      Models: 'Camera frames',
    })
  })

  test('makes {1} of {0}')
    .with([
      ['truck', 'trucks'],
      ['company', 'companies'],
      ['day', 'days'],
      ['bus', 'buses'],
      ['box', 'boxes'],
      ['watch', 'watches'],
    ])
    .run(({ assert }, [one, many]) => {
      assert.equal(moduleNames('fleet', one!).many, many)
    })

  test('takes the model from the name of the module where it can', ({ assert }) => {
    assert.equal(modelNameFor('trucks'), 'truck')
    assert.equal(modelNameFor('vision-frames'), 'frame')
    assert.equal(modelNameFor('fleet'), 'item')
    assert.equal(modelNameFor('chess'), 'item')
  })

  test('knows which names a model may have', ({ assert }) => {
    for (const name of ['truck', 'service_order', 'a1']) assert.isTrue(isModelName(name), name)
    for (const name of ['Truck', 'service-order', '1st', 'model', 'a__b', '']) {
      assert.isFalse(isModelName(name), name)
    }
  })
})
