import type { TrackingKey } from './keys.ts'

/** What Segment's browser client asks before it begins: one destination, which is this server, and everything allowed. */
export function segmentSettings(public_url: string, key: string): Record<string, unknown> {
  const { host, protocol } = new URL(public_url)
  const enabled = { __default: { enabled: true, integrations: {} } }
  return {
    integrations: { 'Segment.io': { apiKey: key, apiHost: `${host}/v1`, protocol: protocol.slice(0, -1), unbundledIntegrations: [], addBundledMetadata: true, maybeBundledConfigIds: {} } },
    plan: { track: enabled, identify: enabled, group: enabled }, edgeFunction: {}, analyticsNextEnabled: true, middlewareSettings: {}, enabledMiddleware: {}, metrics: { sampleRate: 0 }, legacyVideoPluginsEnabled: false, remotePlugins: [],
  }
}

/** What RudderStack's browser client asks before it begins: a source that is on, without destinations of its own. */
export function rudderSource(key: TrackingKey): Record<string, unknown> {
  return {
    source: { id: key.id, name: 'Carillon', writeKey: '', enabled: true, workspaceId: key.workspace_id, destinations: [], connections: [], config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } } },
    updatedAt: new Date(0).toISOString(),
  }
}
