/** Bytes sent on a socket that the network has not taken. workerd tells, though its types do not say so; without that it is 0. */
export function bufferedAmount(socket: WebSocket & { readonly bufferedAmount?: number }): number {
  return socket.bufferedAmount ?? 0;
}
