import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconBuildingStore, IconReceipt } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const ordersArea: Area = {
  rail: { path: '/orders', name: 'orders', icon: IconReceipt, key: 'd', permission: 'contacts:read' },
}
export const catalogueArea: Area = {
  rail: { path: '/catalogue', name: 'catalogue', icon: IconBuildingStore, key: 'l', permission: 'contacts:read' },
}

/** What stands in an address, as texts. */
const texts = (...names: string[]) => (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(names.filter((name) => search[name]).map((name) => [name, String(search[name])]))

const orders = createRoute({
  getParentRoute: () => frameRoute,
  path: '/orders',
  validateSearch: texts('search', 'state', 'store_id', 'contact_id', 'after', 'open'),
  component: lazyRouteComponent(() => import('./orders.tsx'), 'Orders'),
})

const products = createRoute({
  getParentRoute: () => frameRoute,
  path: '/catalogue',
  validateSearch: texts('search', 'availability', 'archived', 'after', 'open'),
  component: lazyRouteComponent(() => import('./products.tsx'), 'Products'),
})

const shops = createRoute({
  getParentRoute: () => frameRoute,
  path: '/catalogue/shops',
  component: lazyRouteComponent(() => import('./shops.tsx'), 'Shops'),
})

const feeds = createRoute({
  getParentRoute: () => frameRoute,
  path: '/catalogue/feeds',
  component: lazyRouteComponent(() => import('./feeds.tsx'), 'Feeds'),
})

export const frameRoutes = [orders, products, feeds, shops] as const
