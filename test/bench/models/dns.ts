import { dnsProperties, dnsSafety } from '../../../properties/dns.js';
import { dns } from '../../../models/dns/model.js';

/** Growing records: the DNS system with so many plans and three enactors, without any safeguard. */
export const naiveDns = (plans: number) => dns.with([], { plans });

/** All properties: as some hold even here, the search goes on to the end. */
export const naiveProperties = dnsProperties;

/** The same with safeguards that are enough. */
export const safeDns = (plans: number) => dns.with(['referenceCount', 'fencing'], { plans });

export const safeProperties = dnsSafety;
