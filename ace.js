/** `node ace <command>`: runs a command of the server, with the settings and the database that `npm start` uses. */
import { runAce } from './launcher/ace.mjs'

await runAce()
