/** In a trend: all countries or systems that are not among the foremost. */
export const REST_KEY = '*';
