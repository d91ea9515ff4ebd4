export { compiledFor } from './compiled.ts'
export { contactScopes, scopeAs, scopeFor } from './scope.ts'
