export { compiledFor } from './compiled.ts'
export { contactScopes, scopeFor } from './scope.ts'
