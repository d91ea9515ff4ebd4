export { MIN_PASSWORD } from './auth.ts'
export { closeAuth, createUser, forwardToAuth, sessionUser, type SessionUser } from './session.ts'
