/**
 * Sends a contact to Tatami as GoHighLevel would: an event of the type ContactCreate, signed over
 * its raw bytes. Signs with a key of its own, which it makes once and keeps in `storage/`.
 *
 *   node docs/examples/send_event.mjs key                    prints the public key
 *   node docs/examples/send_event.mjs <address> <location>   sends the event
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const file = 'storage/example_key.pem'
const [address, locationId] = process.argv.slice(2)

if (address === 'key') print(publicKey())
else if (address && locationId) print(await send(address, locationId))
else print('usage: node docs/examples/send_event.mjs key | <address> <location>')

/** @param {string} url @param {string} location */
async function send(url, location) {
  const body = JSON.stringify({
    type: 'ContactCreate',
    timestamp: new Date().toISOString(),
    webhookId: randomUUID(),
    locationId: location,
    id: 'example-ada',
    firstName: 'Ada',
    lastName: 'Quist',
    email: 'ada@quist.example',
    phone: '+442079460123',
    companyName: 'Quist Joinery',
    tags: ['Example'],
  })
  const signature = sign(null, Buffer.from(body), privateKey()).toString('base64')
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ghl-signature': signature },
    body,
  })
  return `${response.status} ${response.statusText}`
}

function privateKey() {
  if (!existsSync(file)) {
    mkdirSync('storage', { recursive: true })
    const pair = generateKeyPairSync('ed25519')
    writeFileSync(file, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  }
  return createPrivateKey(readFileSync(file))
}

/** The form in which `GHL_PUBLIC_KEY` takes it. */
function publicKey() {
  const key = createPublicKey(privateKey()).export({ type: 'spki', format: 'der' })
  return key.toString('base64')
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`)
}
