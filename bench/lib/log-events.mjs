/** Bytes of the payload of each event, as in the figures of the real node. */
export const EVENT_BYTES = 490;

/** Every event of a bench is of this type. */
export const EVENT_TYPE = 'BenchRecorded';

const filler = 'The service desk has asked for more information and waits for the customer. ';

const room = EVENT_BYTES - JSON.stringify({ number: '000000000', text: '' }).length;
const text = filler.repeat(Math.ceil(room / filler.length)).slice(0, room);

/** What the event of this number holds: as JSON so many bytes, and different from every other. */
export const payloadOf = (number) => ({ number: String(number).padStart(9, '0'), text });

/** The number of the event that holds this; undefined when it is not as it was written. */
export const numberOf = (payload) =>
  payload?.text === text && /^\d{9}$/.test(payload.number) && Object.keys(payload).length === 2
    ? Number(payload.number)
    : undefined;
