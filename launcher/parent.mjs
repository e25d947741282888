/**
 * Ends this process when the launcher that started it is gone, even when it was killed and could not say so: the
 * channel between them breaks. Does nothing in a process that was started without one. The process gets the chance
 * to close its connections that SIGTERM gives, and ten seconds for it.
 */
export function exitWithParent() {
  if (!process.connected) return

  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 10_000).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.channel?.unref()
}
