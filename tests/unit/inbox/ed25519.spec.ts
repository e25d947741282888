import { generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import { isSignature, isSigned, readPublicKeys } from '#app/inbox/ed25519'
import { sign, strangeKey, testKey } from '#tests/support/ghl/signing'

const SPKI = 'MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w='
const bytes = Buffer.from(SPKI, 'base64').subarray(12)
const pem = `-----BEGIN PUBLIC KEY-----\n${SPKI}\n-----END PUBLIC KEY-----\n`
const body = Buffer.from('{"type":"INSTALL"}')

test.group('Ed25519 | setting', () => {
  test('a key is read from {name}')
    .with([
      { name: 'SPKI in base64', setting: SPKI },
      { name: 'PEM', setting: pem },
      { name: 'PEM on one line', setting: pem.replaceAll('\n', '\\n') },
      { name: '32 bytes in base64', setting: bytes.toString('base64') },
      { name: '32 bytes in base64url', setting: bytes.toString('base64url') },
      { name: '32 bytes in hex', setting: bytes.toString('hex') },
      { name: '32 bytes in capital hex', setting: bytes.toString('hex').toUpperCase() },
      { name: 'a text with spaces around it', setting: ` ${SPKI}\n` },
    ])
    .run(({ assert }, { setting }) => {
      const keys = readPublicKeys(setting)
      assert.lengthOf(keys, 1)
      assert.isTrue(isSigned(body, sign(body), keys))
      assert.isFalse(isSigned(body, sign(body, strangeKey), keys))
    })

  test('several keys hold together', ({ assert }) => {
    const other = generateKeyPairSync('ed25519')
    const spki = other.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const keys = readPublicKeys(`${spki}, ${pem}`)
    assert.lengthOf(keys, 2)
    assert.isTrue(isSigned(body, sign(body, testKey), keys))
    assert.isTrue(isSigned(body, sign(body, other.privateKey), keys))
    assert.isFalse(isSigned(body, sign(body, strangeKey), keys))
  })

  test('{name} is refused')
    .with([
      { name: 'nothing', setting: ' ' },
      { name: 'a word', setting: 'secret' },
      { name: 'a key that is too short', setting: bytes.subarray(1).toString('base64') },
      { name: 'a key that is too long', setting: `${bytes.toString('hex')}00` },
      { name: 'an empty second key', setting: `${SPKI},` },
      {
        name: 'an RSA key',
        setting: generateKeyPairSync('rsa', { modulusLength: 1024 })
          .publicKey.export({ format: 'pem', type: 'spki' })
          .toString(),
      },
      {
        name: 'an X25519 key',
        setting: generateKeyPairSync('x25519')
          .publicKey.export({ format: 'pem', type: 'spki' })
          .toString(),
      },
      {
        name: 'a private key',
        setting: testKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      },
    ])
    .run(({ assert }, { setting }) => {
      assert.throws(() => readPublicKeys(setting), /is not an Ed25519 public key/)
    })

  test('a signature is 64 bytes in base64', ({ assert }) => {
    const signature = sign(body)
    assert.isTrue(isSignature(signature))
    for (const other of [signature.slice(4), `${signature}=`, ` ${signature}`, '', 'N/A']) {
      assert.isFalse(isSignature(other))
    }
  })
})
