/**
 * The addresses of the house. The first that fits answers: what is named stands before what is only a
 * shape, and what modules bring before the screens that all of them have.
 */
import './routes/outside.ts'
import './routes/api.ts'
import './routes/threshold.ts'
import './routes/house.ts'
import './routes/account.ts'
import './routes/apps.ts'
import './routes/modules.ts'
import './routes/screens.ts'
import './routes/records.ts'
