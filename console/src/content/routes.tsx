import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconTemplate } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  rail: { path: '/content', name: 'content', icon: IconTemplate, key: 'o', permission: 'content:read' },
}

const templates = createRoute({
  getParentRoute: () => frameRoute,
  path: '/content',
  component: lazyRouteComponent(() => import('./templates.tsx'), 'Templates'),
})

const template = createRoute({
  getParentRoute: () => frameRoute,
  path: '/content/templates/$id',
  component: lazyRouteComponent(() => import('./template.tsx'), 'TemplateScreen'),
})

const cascades = createRoute({
  getParentRoute: () => frameRoute,
  path: '/content/cascades',
  component: lazyRouteComponent(() => import('./cascades.tsx'), 'Cascades'),
})

const brand = createRoute({
  getParentRoute: () => frameRoute,
  path: '/content/brand',
  component: lazyRouteComponent(() => import('./brand.tsx'), 'BrandKit'),
})

const topics = createRoute({
  getParentRoute: () => frameRoute,
  path: '/content/topics',
  component: lazyRouteComponent(() => import('./topics.tsx'), 'Topics'),
})

export const frameRoutes = [templates, template, cascades, brand, topics] as const
