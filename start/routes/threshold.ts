import router from '@adonisjs/core/services/router'
import { anonymous } from './middleware.ts'

const LoginController = () => import('#app/http/controllers/login_controller')
const PasswordsController = () => import('#app/http/controllers/passwords_controller')
const ForgottenPasswordsController = () =>
  import('#app/http/controllers/forgotten_passwords_controller')
const InvitationsController = () => import('#app/http/controllers/invitations_controller')
const LoginCodesController = () => import('#app/http/controllers/login_codes_controller')

/** Pages for who is not signed in. */
router
  .group(() => {
    router.get('/login', [LoginController, 'create']).as('login.create')
    router.post('/login', [LoginController, 'store']).as('login.store')
    router.post('/logout', [LoginController, 'destroy']).as('login.destroy')
    router.get('/login/code', [LoginCodesController, 'create']).as('login_codes.create')
    router.post('/login/code', [LoginCodesController, 'store']).as('login_codes.store')
    router.get('/password', [ForgottenPasswordsController, 'create']).as('forgotten.create')
    router.post('/password', [ForgottenPasswordsController, 'store']).as('forgotten.store')
    router.get('/invitations/:token', [InvitationsController, 'show']).as('invitations.show')
    router.post('/invitations/:token', [InvitationsController, 'store']).as('invitations.store')
    router.get('/password/:token', [PasswordsController, 'edit']).as('passwords.edit')
    router.post('/password/:token', [PasswordsController, 'update']).as('passwords.update')
  })
  .use(anonymous)
