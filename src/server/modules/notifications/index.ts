export { queues, registerJobs } from './jobs.ts'
export { routes } from './routes.ts'
