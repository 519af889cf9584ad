/**
 * [W6] Answers a client's Close: the handshake is not finished unless this side closes too. Codes that mean "none was given" cannot
 * be sent.
 */
export function answerClose(socket: WebSocket, code: number): void {
  if (socket.readyState !== WebSocket.CLOSED) socket.close(isSendable(code) ? code : 1000);
}

/** Codes that the platform lets a server send. */
function isSendable(code: number): boolean {
  return code === 1000 || (code >= 3000 && code <= 4999);
}
