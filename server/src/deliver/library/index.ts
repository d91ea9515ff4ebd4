export { readBrand, seedBrand } from './brand.ts'
export { CLASSES } from './contract.ts'
export { libraryRoutes } from './routes.ts'
export { seedTemplates } from './templates.ts'
