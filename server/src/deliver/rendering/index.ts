export { compiledFor } from './compiled.ts'
export { contactScopes, leadsToBasket, scopeAs, scopesFor } from './scope.ts'
