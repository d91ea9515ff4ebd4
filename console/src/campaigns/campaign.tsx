import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ErrorState } from '../kit/error-state.tsx'
import { Live } from './live.tsx'
import { campaignQuery } from './queries.ts'
import { Scheduled } from './scheduled.tsx'
import { Window } from './window.tsx'

const route = getRouteApi('/frame/campaigns/$id')

/** One campaign at one address all its life: a draft to write, then what is being sent, then what came of it. */
export function CampaignScreen() {
  const { id } = route.useParams()
  const { data: campaign, error, refetch } = useQuery(campaignQuery(id))
  if (error && !campaign) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!campaign) return <Skeleton height={480} width="auto" m="lg" />
  if (campaign.state === 'draft') return <Window key={campaign.id} stored={campaign} />
  return campaign.run_id ? <Live campaign={campaign} /> : <Scheduled campaign={campaign} />
}
