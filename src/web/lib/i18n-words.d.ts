import 'i18next'
import type apiDocs from '../../locales/de/api-docs.json'
import type audit from '../../locales/de/audit.json'
import type common from '../../locales/de/common.json'
import type customers from '../../locales/de/customers.json'
import type home from '../../locales/de/home.json'
import type identity from '../../locales/de/identity.json'
import type imports from '../../locales/de/imports.json'
import type installation from '../../locales/de/installation.json'
import type lists from '../../locales/de/lists.json'
import type notifications from '../../locales/de/notifications.json'
import type organizations from '../../locales/de/organizations.json'
import type people from '../../locales/de/people.json'
import type permissions from '../../locales/de/permissions.json'
import type roles from '../../locales/de/roles.json'
import type shell from '../../locales/de/shell.json'
import type why from '../../locales/de/why.json'

// each feature adds its namespace here, so that its keys are typed
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      'api-docs': typeof apiDocs
      audit: typeof audit
      common: typeof common
      customers: typeof customers
      home: typeof home
      identity: typeof identity
      imports: typeof imports
      installation: typeof installation
      lists: typeof lists
      notifications: typeof notifications
      organizations: typeof organizations
      people: typeof people
      permissions: typeof permissions
      roles: typeof roles
      shell: typeof shell
      why: typeof why
    }
  }
}
