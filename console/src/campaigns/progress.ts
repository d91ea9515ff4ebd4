import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMe } from '../accounts/session.ts'
import { campaignQuery, type Campaign, type Report, reportQuery } from './queries.ts'

/**
 * The report while a campaign runs, pushed by the server; afterwards it is asked for now and then, as people go on reading.
 * A stream carries no header, so the server takes the session's first workspace: in another one the report is asked for.
 */
export function useProgress(campaign: Campaign) {
  const { id } = campaign
  const client = useQueryClient()
  const me = useMe()
  const [lost, setLost] = useState(false)
  const running = campaign.state === 'sending' || campaign.state === 'paused'
  const streams = running && me?.workspaces[0]?.id === me?.workspace.id
  const report = useQuery({ ...reportQuery(id), refetchInterval: streams && !lost ? false : running ? 1500 : 5000 })

  useEffect(() => {
    if (!streams) return
    const source = new EventSource(`/v1/campaigns/${id}/progress`)
    source.addEventListener('open', () => setLost(false))
    source.addEventListener('error', () => setLost(true))
    source.addEventListener('progress', ({ data }) => client.setQueryData(reportQuery(id).queryKey, JSON.parse(data) as Report))
    source.addEventListener('end', () => source.close())
    return () => source.close()
  }, [streams, id, client])

  // The campaign's own state follows its run's.
  const state = report.data && `${report.data.state}/${report.data.finished_at}`
  useEffect(() => {
    if (state) void client.invalidateQueries({ queryKey: campaignQuery(id).queryKey })
  }, [state, id, client])
  return { report, lost: lost && streams }
}
