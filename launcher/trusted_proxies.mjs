import { BlockList, isIP } from 'node:net'

/**
 * Reads whose word is taken for the address of somebody else: proxies, by addresses and networks with commas
 * between, such as `10.0.0.5, 192.168.1.0/24, fd00::/8`.
 *
 * @param {string} value
 * @returns {(address: string) => boolean} whether an address is that of such a proxy
 * @throws {Error} that names the first part which is neither
 */
export function readTrustedProxies(value) {
  const proxies = new BlockList()
  for (const part of value.split(',').map((each) => each.trim())) {
    if (part !== '') add(proxies, part)
  }
  return (address) => isIP(address) > 0 && proxies.check(address, familyOf(address))
}

/**
 * @param {BlockList} proxies
 * @param {string} part
 */
function add(proxies, part) {
  const [address = '', length, ...more] = part.split('/')
  const isNetwork = length !== undefined
  const bits = isIP(address) === 6 ? 128 : 32
  const isRight = !isNetwork || (/^\d{1,3}$/.test(length) && +length >= 1 && +length <= bits)
  if (isIP(address) === 0 || !isRight || more.length > 0) {
    throw new Error(`“${part}” is no address and no network such as 10.0.0.0/8`)
  }
  if (isNetwork) proxies.addSubnet(address, Number(length), familyOf(address))
  else proxies.addAddress(address, familyOf(address))
}

/** @param {string} address */
function familyOf(address) {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
