import type { Edge } from 'edge.js'

/**
 * Reads the list of component files once: Edge would read every component folder from disk, and
 * wait for it, on every request.
 */
export function freezeComponents(edge: Edge) {
  const components = edge.loader.listComponents()
  edge.loader.listComponents = () => components
}
