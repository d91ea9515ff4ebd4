export { compiledFor } from './compiled.ts'
export { contactScopes, scopeAs, scopesFor } from './scope.ts'
