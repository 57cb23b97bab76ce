/** The end of the year 9999, where Python's calendar ends too. UTC epoch seconds. */
export const LAST_MOMENT = 253_402_300_799;
