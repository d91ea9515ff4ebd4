export { compiledFor, compiledOrRefused } from './compiled.ts'
export { contactScopes, leadsToOwn, scopeAs, scopesFor } from './scope.ts'
