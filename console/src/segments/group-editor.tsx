import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LeafEditor } from './leaf-editor.tsx'
import { type Found, figureIn } from './figure.ts'
import { fresh, type Group, isGroup, type Leaf, type LeafKind, leafKinds, type Mode, type Part, pointerIn } from './rule.ts'
import classes from './segments.module.css'
import { useTelling } from './sentence.ts'

const modes: Mode[] = ['all', 'any', 'none']
const deepest = 4

/** What each part of the rule says of one person, by its pointer. */
export type Held = ReadonlyMap<string, { holds: boolean; found: Found | null }>

type GroupEditorProps = {
  group: Group
  /** JSON pointer of this group's rule. */
  at: string
  /** The segment itself, which cannot be its own condition. */
  own: string | undefined
  /** Conditions that cannot stand here. */
  without?: readonly LeafKind[]
  holds: Held | null
  onChange: (group: Group) => void
  onRemove?: () => void
  depth?: number
}

/** "All of these hold": a mode and its conditions, each a line that reads as a clause; groups stand inside groups. */
export function GroupEditor({ group, at, own, without = [], holds, onChange, onRemove, depth = 0 }: GroupEditorProps) {
  const { t } = useTranslation('segments')
  const put = (index: number, part: Part) => onChange({ ...group, parts: group.parts.map((one, n) => (n === index ? part : one)) })
  const remove = (index: number) => onChange({ ...group, parts: group.parts.filter((_, n) => n !== index) })
  const add = (part: Part) => onChange({ ...group, parts: [...group.parts, part] })
  return (
    <fieldset className={classes.group} data-depth={depth}>
      <legend className="visually-hidden">{t(`mode.${group.mode}`)}</legend>
      <div className={classes.mode}>
        <Select size="xs" w={230} aria-label={t('mode.label')} allowDeselect={false} value={group.mode} onChange={(mode) => mode && onChange({ ...group, mode: mode as Mode })} data={modes.map((value) => ({ value, label: t(`mode.${value}`) }))} />
        {onRemove && (
          <ActionIcon size={28} aria-label={t('removeGroup')} onClick={onRemove}>
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      <ul className={classes.parts}>
        {group.parts.map((part, index) => {
          const pointer = pointerIn(group, at, index)
          const held = holds?.get(pointer)
          return (
            <li key={index} className={classes.part}>
              <Mark held={held?.holds} />
              {isGroup(part) ? (
                <GroupEditor group={part} at={pointer} own={own} without={without} holds={holds} depth={depth + 1} onChange={(next) => put(index, next)} onRemove={() => remove(index)} />
              ) : (
                <>
                  <div className={classes.said}>
                    <LeafEditor leaf={part} own={own} onChange={(next) => put(index, next)} />
                    {held && <Figure leaf={part} found={held.found} />}
                  </div>
                  <ActionIcon size={28} aria-label={t('remove')} onClick={() => remove(index)}>
                    <IconTrash size={16} stroke={1.5} />
                  </ActionIcon>
                </>
              )}
            </li>
          )
        })}
      </ul>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} stroke={1.5} />}>
            {t('add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {leafKinds.filter((kind) => !without.includes(kind)).map((kind) => (
            <Menu.Item key={kind} onClick={() => add(fresh[kind]())}>
              {t(`kind.${kind}`)}
            </Menu.Item>
          ))}
          {depth < deepest && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => add({ mode: group.mode === 'any' ? 'all' : 'any', parts: [] })}>{t('kind.group')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  )
}

/** What the condition found of the person, against what it asks. */
function Figure({ leaf, found }: { leaf: Leaf; found: Found | null }) {
  const words = figureIn(useTelling(), leaf, found)
  return words ? <p className={classes.figure}>{words}</p> : null
}

function Mark({ held }: { held: boolean | undefined }) {
  const { t } = useTranslation('segments')
  if (held === undefined) return null
  return (
    <span className={classes.mark} role="img" aria-label={t(held ? 'why.holds' : 'why.fails')} title={t(held ? 'why.holds' : 'why.fails')}>
      {held ? <IconCircleCheck size={18} stroke={1.75} color="var(--mantine-color-green-text)" /> : <IconCircleX size={18} stroke={1.75} color="var(--mantine-color-red-text)" />}
    </span>
  )
}
