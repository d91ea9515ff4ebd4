import { Button, Text, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { Confirm } from '../kit/confirm.tsx'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { Stat } from '../kit/stat.tsx'
import { NumberDoor } from './number-door.tsx'
import classes from './figures.module.css'
import { outcomes } from './outcome-bar.tsx'
import type { Campaign, Goal, Report } from './queries.ts'
import { type RecipientFilter, RecipientsPanel } from './recipients.tsx'
import { usePeople, useReason } from './words.ts'

const marks = ['accepted', 'delivered', 'read', 'clicked', 'replied', 'failed', 'unknown', 'opted_out'] as const

/** What came of a campaign in figures, each a door to its people. */
export function ReportFigures({ campaign, report }: { campaign: Campaign; report: Report }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const reason = useReason()
  const people = usePeople()
  const mediumName = useMediumName()
  const client = useQueryClient()
  const mayRetry = useCan('campaigns:launch') && ['done', 'stopped'].includes(campaign.state)
  const [retrying, setRetrying] = useState<{ code: string; count: number } | null>(null)
  const [open, setOpen] = useState<{ title: string; filter: RecipientFilter } | null>(null)
  const money = (micro: number) => format.money(micro, report.currency)
  const { totals, steps } = report
  const goal = campaign.goal as unknown as Goal | null
  const sum = (mark: (typeof marks)[number]) => steps.reduce((total, step) => total + step[mark], 0)
  const stateOf = (kind: (typeof outcomes)[number]): NonNullable<RecipientFilter['state']> => (kind === 'in_flight' ? 'waiting' : kind)
  return (
    <>
      <div className={classes.figures}>
        {outcomes
          .filter((kind) => kind === 'reached' || totals[kind] > 0)
          .map((kind) => (
            <Stat
              key={kind}
              label={t(`outcome.${kind}`)}
              value={totals[kind]}
              hint={totals.total > 0 ? format.percent(totals[kind] / totals.total) : undefined}
              onOpen={totals[kind] > 0 && (() => setOpen({ title: t(`outcome.${kind}`), filter: { state: stateOf(kind) } }))}
            />
          ))}
        {goal && (
          <Stat
            label={t(`plan.goalKind.${goal.kind}`)}
            value={report.goal_reached}
            hint={t('report.goalWithin', { count: goal.within_days })}
            onOpen={report.goal_reached > 0 && (() => setOpen({ title: t('report.goal'), filter: { mark: 'goal' } }))}
          />
        )}
        <Stat
          label={t('report.price')}
          value={money(report.price_micro)}
          hint={report.budget_micro === null ? undefined : t('report.ofBudget', { budget: money(report.budget_micro) })}
        />
        {campaign.state === 'done' && report.all_sms_micro !== null && report.all_sms_micro > 0 && report.saved_micro !== null && (
          <Stat
            label={report.saved_micro >= 0 ? t('report.saved') : t('report.over')}
            value={money(Math.abs(report.saved_micro))}
            hint={t('report.against', { price: money(report.all_sms_micro) })}
          />
        )}
      </div>
      <section aria-labelledby="by-step">
        <Title order={2} size="h3" id="by-step" mb={4}>
          {t('report.bySteps')}
        </Title>
        <div className={classes.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('report.step')}</th>
                {marks.map((mark) => (
                  <th key={mark} scope="col">
                    {t(`mark.${mark}`)}
                  </th>
                ))}
                <th scope="col">{t('report.price')}</th>
              </tr>
            </thead>
            <tbody>
              {steps
                .toSorted((one, other) => one.step - other.step)
                .map((step) => (
                  <tr key={`${step.step}/${step.medium}`}>
                    <th scope="row">
                      <MediumIcon medium={step.medium} withName size={16} />
                    </th>
                    {marks.map((mark) => {
                      const title = t('report.cell', { medium: mediumName(step.medium), mark: t(`mark.${mark}`) })
                      return (
                        <td key={mark}>
                          <NumberDoor
                            count={step[mark]}
                            label={t('report.openCell', { title, people: people(step[mark]) })}
                            onOpen={() => setOpen({ title, filter: { step: step.step, medium: step.medium, mark } })}
                          />
                        </td>
                      )
                    })}
                    <td className="tabular">{money(step.price_micro)}</td>
                  </tr>
                ))}
            </tbody>
            {steps.length > 1 && (
              <tfoot>
                <tr>
                  <th scope="row">{t('report.total')}</th>
                  {marks.map((mark) => (
                    <td key={mark} className="tabular">
                      {format.number(sum(mark))}
                    </td>
                  ))}
                  <td className="tabular">{money(report.price_micro)}</td>
                </tr>
              </tfoot>
            )}
          </table>
        </div>
        {report.late > 0 && (
          <Text size="xs" c="dimmed" mt={8}>
            {t('report.late', { count: report.late, n: format.number(report.late) })}{' '}
            <NumberDoor count={report.late} label={t('report.openLate', { people: people(report.late) })} onOpen={() => setOpen({ title: t('report.lateTitle'), filter: { mark: 'late' } })} />
          </Text>
        )}
      </section>
      {report.reasons.length > 0 && (
        <section aria-labelledby="why-not" style={{ marginBlockStart: '1.5rem', maxInlineSize: '44rem' }}>
          <Title order={2} size="h3" id="why-not" mb={4}>
            {t('report.reasons')}
          </Title>
          <ul className={classes.lines}>
            {report.reasons.map(({ state, code, count }) => (
              <li key={`${state}/${code}`}>
                <span>
                  {reason(code)}
                  <Text span size="xs" c="dimmed">
                    {' · '}
                    {t(`outcome.${state as 'failed'}`)}
                  </Text>
                </span>
                <span className={classes.lineEnd}>
                  {state === 'failed' && code && mayRetry && (
                    <Button variant="subtle" size="compact-sm" leftSection={<IconRefresh size={14} stroke={1.5} />} onClick={() => setRetrying({ code, count })}>
                      {t('report.retry', { people: people(count) })}
                    </Button>
                  )}
                  <NumberDoor
                    count={count}
                    label={t('rehearsal.openReason', { people: people(count), reason: reason(code) })}
                    onOpen={() => setOpen({ title: reason(code), filter: { state: state as NonNullable<RecipientFilter['state']>, ...(code ? { reason: code } : {}) } })}
                  />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Confirm
        open={retrying !== null}
        onClose={() => setRetrying(null)}
        title={t('report.retryTitle')}
        action={t('report.retry', { people: people(retrying?.count ?? 0) })}
        onConfirm={async () => {
          await request('POST', `/v1/campaigns/${campaign.id}/retry`, { body: { reason: retrying?.code } })
          await client.invalidateQueries({ queryKey: ['campaigns'] })
        }}
      >
        {t('report.retryMeans', { reason: reason(retrying?.code ?? '') })}
      </Confirm>
      {open && <RecipientsPanel id={campaign.id} title={open.title} filter={open.filter} onClose={() => setOpen(null)} />}
    </>
  )
}
