import { Kbd, Modal, Stack, Switch, Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RailLine } from './area.ts'
import { isMac } from './rail.tsx'
import { useSingleKeys } from './shortcuts.ts'

const mod = isMac ? '⌘' : 'Ctrl'

function Keys({ keys }: { keys: string[] }) {
  return (
    <>
      {keys.map((key) => (
        <Kbd key={key} me={4}>
          {key}
        </Kbd>
      ))}
    </>
  )
}

export function KeyboardHelp({ lines, onClose }: { lines: RailLine[]; onClose: () => void }) {
  const { t } = useTranslation('shell')
  const [on, setOn] = useSingleKeys()
  const groups: { title: string; rows: [string[], string][] }[] = [
    {
      title: t('keyboard.everywhere'),
      rows: [
        [[mod, 'K'], t('keyboard.palette')],
        [['?'], t('keyboard.help')],
        [['/'], t('keyboard.search')],
        [['Esc'], t('keyboard.close')],
        [[mod, 'Enter'], t('keyboard.send')],
        [[mod, 'S'], t('keyboard.save')],
      ],
    },
    {
      title: t('keyboard.lists'),
      rows: [
        [['J', 'K'], t('keyboard.move')],
        [['Enter'], t('keyboard.open')],
        [['X'], t('keyboard.select')],
      ],
    },
    {
      title: t('keyboard.goTo'),
      rows: lines.map(({ key, name }): [string[], string] => [['G', key.toUpperCase()], t(`nav.${name}`)]),
    },
  ]
  return (
    <Modal opened onClose={onClose} title={t('keyboard.title')} size="md" closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="md">
        <Switch
          checked={on}
          onChange={(event) => setOn(event.currentTarget.checked)}
          label={t('keyboard.singleKeys')}
          description={t('keyboard.singleKeysMean')}
        />
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <Title order={3} mb={4}>
              {title}
            </Title>
            <Table>
              <Table.Tbody>
                {rows.map(([keys, what]) => (
                  <Table.Tr key={what}>
                    <Table.Td w={128}>
                      <Keys keys={keys} />
                    </Table.Td>
                    <Table.Td>{what}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  )
}
