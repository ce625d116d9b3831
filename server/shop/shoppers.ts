/** Who asks for a price. */
export interface ShopperIdentity {
  visitorId?: string;
  /** Who the shop says it is; absent for the anonymous. */
  customerRef?: string;
  /** Names the network that the request, or the visitor, came from: an IPv4 address or an IPv6 /64, not readable. */
  network?: string;
}

export interface Shoppers {
  /** Of a visitor who is not there (any more) only the id is known. */
  get(storeId: string, visitorId: string): Promise<ShopperIdentity>;
}
