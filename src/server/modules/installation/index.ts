export { addDemoSignIn, type DemoLoader, type DemoSignIn, fillPorts, loadDemoWorld } from './load-demo.ts'
export { readState } from './read-installation.ts'
export { routes } from './routes.ts'
export { newSetupCode } from './setup-code.ts'
