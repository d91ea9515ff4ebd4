import type accounts from './en/accounts.json'
import type audit from './en/audit.json'
import type campaigns from './en/campaigns.json'
import type channels from './en/channels.json'
import type commerce from './en/commerce.json'
import type computed from './en/computed.json'
import type connections from './en/connections.json'
import type contacts from './en/contacts.json'
import type content from './en/content.json'
import type counter from './en/counter.json'
import type events from './en/events.json'
import type frequency from './en/frequency.json'
import type home from './en/home.json'
import type imports from './en/imports.json'
import type kit from './en/kit.json'
import type people from './en/people.json'
import type problems from './en/problems.json'
import type recount from './en/recount.json'
import type replies from './en/replies.json'
import type sandbox from './en/sandbox.json'
import type score from './en/score.json'
import type segments from './en/segments.json'
import type settings from './en/settings.json'
import type shell from './en/shell.json'
import type stages from './en/stages.json'
import type tasks from './en/tasks.json'
import type tests from './en/tests.json'

// One line per catalogue: this is what makes t('…') refuse a key that is not in it.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: {
      accounts: typeof accounts
      audit: typeof audit
      campaigns: typeof campaigns
      channels: typeof channels
      commerce: typeof commerce
      computed: typeof computed
      connections: typeof connections
      contacts: typeof contacts
      content: typeof content
      counter: typeof counter
      events: typeof events
      frequency: typeof frequency
      home: typeof home
      imports: typeof imports
      kit: typeof kit
      people: typeof people
      problems: typeof problems
      recount: typeof recount
      replies: typeof replies
      sandbox: typeof sandbox
      score: typeof score
      segments: typeof segments
      settings: typeof settings
      shell: typeof shell
      stages: typeof stages
      tasks: typeof tasks
      tests: typeof tests
    }
  }
}
