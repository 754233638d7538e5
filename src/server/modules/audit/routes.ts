import { auditList } from '../../../api/audit.ts'
import { type Implementation, implementList } from '../../access/index.ts'
import { auditSource } from './audit-list.ts'

/** The audit: page, total, choices and export. */
export const routes: Implementation[] = implementList(auditList, auditSource)
