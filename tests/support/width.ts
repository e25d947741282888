import { serialize } from 'node:v8'

/** Whether the engine keeps a text with one byte a character, as no wide one is or has been in it. */
export function isOneByte(text: string): boolean {
  return serialize(text).length < text.length * 1.5
}
