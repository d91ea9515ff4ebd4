export { closeAuth, createUser, forwardToAuth, hashPassword, sessionUser, type SessionUser } from './session.ts'
