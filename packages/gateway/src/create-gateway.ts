import { connect } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { noteRestored } from './fulfilment/after-restore.ts'
import { type Gateway, openGateway } from './gateway.ts'
import type { GatewayOptions } from './options.ts'

/** Connects, migrates, starts the job workers. Throws where the database cannot be reached. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const connection = connect({ url: options.databaseUrl })
  await migrate(connection)
  if (options.restored) await noteRestored(connection.db, (options.clock ?? Date).now())
  return openGateway(connection, options)
}
