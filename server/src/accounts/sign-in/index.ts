export { closeAuth, createUser, forwardToAuth, sessionUser, type SessionUser } from './session.ts'
