import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import classes from '../contacts/profile.module.css'
import { ErrorNote } from '../kit/error-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { NewTask } from './new-task.tsx'
import { tasksOfQuery } from './queries.ts'
import { TaskPanel } from './task-panel.tsx'
import { Due } from './words.tsx'

/** What is open about this person, and the way to add to it. */
export function TasksOfPerson({ contactId, archived }: { contactId: string; archived: boolean }) {
  const { t } = useTranslation('tasks')
  const client = useQueryClient()
  const mayRead = useCan('tasks:read')
  const mayWrite = useCan('tasks:write') && !archived
  const [adding, setAdding] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const { data, error } = useQuery({ ...tasksOfQuery(contactId), enabled: mayRead })
  if (!mayRead) return null
  const tasks = data?.data ?? []
  const made = async () => {
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'tasks' || (queryKey[0] === 'contacts' && queryKey[1] === 'timeline') })
    toast(t('made'))
    setAdding(false)
  }
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{t('title')}</h2>
      <ErrorNote error={error} />
      {data && tasks.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ul className={classes.rows}>
        {tasks.map((task) => (
          <li key={task.id}>
            <span className={classes.grow}>
              <button type="button" className={classes.opener} onClick={() => setOpened(task.id)}>
                {task.title}
              </button>
              <Text size="xs" c="dimmed">
                {task.assignee?.name ?? t('nobody')}
              </Text>
            </span>
            <Due task={task} />
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Button mt={4} mb={16} variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
      <SidePanel open={adding} title={t('add')} onClose={() => setAdding(false)}>
        {adding && <NewTask contactId={contactId} onMade={made} onClose={() => setAdding(false)} />}
      </SidePanel>
      <TaskPanel id={opened} onClose={() => setOpened(null)} />
    </section>
  )
}
