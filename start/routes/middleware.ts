import { middleware } from '#start/kernel'

/** Behind no log-in. */
export const anonymous = [
  middleware.body(),
  middleware.session(),
  middleware.shield(),
  middleware.auth(),
]
/** Behind the log-in. */
export const person = [...anonymous, middleware.identity()]
/**
 * A page that takes files. They are read only when it is known who sends them: strangers cannot fill
 * the disk.
 */
export const upload = [
  middleware.session(),
  middleware.auth(),
  middleware.identity(),
  middleware.twoFactor(),
  middleware.body(),
  middleware.files(),
  middleware.shield(),
  middleware.environment(),
]
/** A page behind the log-in, in an environment of its user. */
export const page = [...person, middleware.twoFactor(), middleware.environment()]
