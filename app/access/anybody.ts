import { systemAsker } from '../environment/scope.ts'

/**
 * Somebody at one location, who is nobody in particular: rules are tried and told with them in the
 * place of whoever asks.
 */
export const anybody = {
  ...systemAsker({
    tenantId: '01990000-0000-7000-8000-000000000000',
    userId: '01990000-0000-7000-8000-000000000001',
    locationIds: ['01990000-0000-7000-8000-000000000002'],
  }),
  email: 'somebody@example.test',
}
