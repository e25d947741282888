import { test } from '@japa/runner'
import { defineJob } from '#app/jobs/define'
import { encodePayload } from '#app/jobs/payload'
import { JobBuffer, type BufferedJob } from '#app/jobs/buffer'
import { asker } from './support/environment.ts'
import { write } from './support/jobs.ts'

const run = async () => {}

test.group('Declaring a job', () => {
  test('{$self} is refused as a name')
    .with(['touch', 'Crm.touch', 'crm.', '.touch', 'crm.touch.me', 'crm touch', 'crm:touch'])
    .run(({ assert }, name) => {
      assert.throws(
        () => defineJob({ name, run }),
        `Job "${name}": a job is called <module>.<name>`
      )
    })

  test('it has five attempts and grows more patient, unless said otherwise', ({ assert }) => {
    const job = defineJob<{ contactId: string }>({ name: 'vision-ai.read_page', run })
    assert.containsSubset(job, { queue: 'default', attempts: 5 })
    assert.deepEqual(job.backoff, { type: 'exponential', delay: 1000, jitter: 0.5 })
    assert.throws(() => defineJob({ name: 'a.b', attempts: 0, run }), /0 attempts/)
  })

  test('types keep payloads apart', () => {
    const job = defineJob<{ contactId: string }>({ name: 'crm.touch', run })
    // @ts-expect-error a contact has an id, not a name
    const wrong = () => job.enqueue({ name: 'Ada' })
    void wrong
  })
})

test.group('Enqueuing a job', () => {
  test('it takes an environment', ({ assert }) => {
    assert.throws(() => write.enqueue({ note: 'nobody' }), /nothing says for which tenant/)
  })

  test('it is refused when the environment has ended', async ({ assert }) => {
    let late = () => 'not run'
    await asker(async (environment) => {
      write.enqueue({ note: 'in time' })
      late = () => environment.enter(() => write.enqueue({ note: 'late' }))
    })
    assert.throws(late, 'Job "test.write" was enqueued after its environment had ended')
  })

  test('its options are checked at once', async ({ assert }) => {
    await asker(async () => {
      const enqueue = (options: Parameters<typeof write.enqueue>[1]) => () =>
        write.enqueue({ note: 'x' }, options)
      assert.throws(enqueue({ delay: -1 }), /not between 0 and a year/)
      assert.throws(enqueue({ delay: 366 * 24 * 3600_000 }), /not between 0 and a year/)
      assert.throws(enqueue({ priority: 1.5 }), /priority of 1.5/)
      assert.throws(enqueue({ jobId: '' }), /is not a job id/)
      assert.throws(enqueue({ jobId: 'two words' }), /is not a job id/)
    })
  })
})

test.group('A payload', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic.self = { cyclic }

  test('{1} is refused')
    .with([
      [{ at: new Date() }, 'payload.at is a Date'],
      [{ list: [1, new Map()] }, 'payload.list[1] is a Map'],
      [{ list: [undefined] }, 'payload.list[0] is undefined'],
      [{ count: Number.NaN }, 'payload.count is NaN'],
      [{ count: 1n }, 'payload.count is bigint'],
      [{ run }, 'payload.run is function'],
      [{ text: 'a\0b' }, 'payload.text contains a NUL character'],
      [{ 'a\0b': 1 }, 'a key of payload contains a NUL character'],
      [{ text: '\ud800' }, 'payload.text is not well-formed Unicode'],
      [{ text: 'ä'.repeat(17_000) }, 'it has 34011 bytes, more than 32 kB: pass ids, not data'],
      [cyclic, 'it refers to itself'],
    ] as const)
    .run(({ assert }, [payload, reason]) => {
      const message = `The payload of job "crm.touch" cannot be stored: ${reason}`
      assert.throws(() => encodePayload('crm.touch', payload), message)
    })

  test('everything that JSON knows is kept', ({ assert }) => {
    const payload = { a: null, b: [true, 'ä\u{1f600}', -0.5, { c: {} }], d: undefined }
    assert.equal(encodePayload('crm.touch', payload), JSON.stringify(payload))
    assert.doesNotThrow(() => encodePayload('crm.touch', { text: 'x'.repeat(32_000) }))
  })
})

test.group('A buffer of jobs', () => {
  const job = (name: string) => ({ name }) as BufferedJob

  test('goes back to a mark and is written once', ({ assert }) => {
    const buffer = new JobBuffer()
    buffer.add(job('one'))
    const mark = buffer.mark()
    buffer.add(job('two'))
    buffer.rollbackTo(mark)
    buffer.add(job('three'))
    assert.deepEqual(
      buffer.take().map(({ name }) => name),
      ['one', 'three']
    )
    assert.isTrue(buffer.isEmpty)
    assert.throws(() => buffer.add(job('four')), /after its environment had ended/)
  })
})
