import { test } from '@japa/runner'
import { readDemo, summaryLines } from '../../launcher/summary.mjs'
import { readSummary } from '../../launcher/testing/japa.mjs'

test.group('What the tests say at the end', () => {
  test('is read from {output}')
    .with([
      { output: 'Tests  12 passed (12)\n Time  4s\n', passed: 12, failed: 0 },
      { output: 'Tests  658 passed, 11 failed, 3 skipped (672)\n', passed: 658, failed: 11 },
      {
        output: '\u001b[2mTests\u001b[22m  \u001b[31m2 failed\u001b[39m (2)',
        passed: 0,
        failed: 2,
      },
      { output: ' NO TESTS EXECUTED \n', passed: 0, failed: 0 },
      { output: 'Tests  9 are planned', passed: 0, failed: 0 },
    ])
    .run(({ assert }, { output, passed, failed }) => {
      assert.deepEqual(readSummary(output), { passed, failed })
    })
})

test.group('What npm start says at the end', () => {
  test('are the address, the log-ins and the webhooks in columns', ({ assert }) => {
    const demo = readDemo(
      'some progress\n{"logins":[{"email":"a@demo.test","role":"Admin","password":"pw"},' +
        '{"email":"north@demo.test","role":"North"}],"webhooks":[{"location":"North","url":"http://x/h"}]}\n'
    )
    assert.deepEqual(
      summaryLines({
        url: 'http://127.0.0.1:3333',
        demo,
        log: 'storage/logs/server.log',
        seconds: 3.21,
      }),
      [
        '',
        'Tatami is running at http://127.0.0.1:3333 (after 3.2 s)',
        '',
        'Log in with the password pw as',
        '  a@demo.test      Admin',
        '  north@demo.test  North',
        '',
        'Webhook addresses',
        '  North  http://x/h',
        '',
        'The log is storage/logs/server.log',
        '',
        'Stop with Ctrl+C',
        '',
      ]
    )
  })

  test('is the address alone without a demo', ({ assert }) => {
    assert.isNull(readDemo('nothing'))
    const lines = summaryLines({ url: 'http://x', demo: null, log: null, seconds: 1 })
    assert.deepEqual(lines, [
      '',
      'Tatami is running at http://x (after 1.0 s)',
      '',
      'Stop with Ctrl+C',
      '',
    ])
  })
})
