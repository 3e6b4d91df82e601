// Whether a post reaches a producer. The server knows the place of every record and checks; the page knows only that
// somebody with a producer's post has that one producer, and offers nothing on others.
import { session } from '@/shell/session'

const isProducer = (): boolean => session.now?.post.role === 'producer'

/** Registering others: village officers, townships and the county office do, not a producer. */
export const mayRegister = (): boolean => session.can('catalogue.write') && !isProducer()

/** Has the permission, and is not another producer's. */
export const mayOn = (permission: string, producer: number | undefined): boolean =>
  session.can(permission) && (!isProducer() || session.now?.post.scope_id === producer)
