/**
 * A part of the repairs of postgres.js 3.4.9, see there.
 *
 * Rows for COPY that the server refuses once all are sent, or a connection lost then, were told to nobody: whoever wrote
 * them waited for ever. And what goes out in more than one piece, such as rows for COPY or a statement behind another,
 * waited up to 40 ms for the acknowledgement of the piece before it (Nagle's algorithm against delayed acknowledgements);
 * libpq and node-postgres turn it off as well.
 */
export const fourth = {
  'connection.js': [
    [
      `      keep_alive && socket.setKeepAlive && socket.setKeepAlive(true, 1000 * keep_alive)
`,
      `      keep_alive && socket.setKeepAlive && socket.setKeepAlive(true, 1000 * keep_alive)
      socket.setNoDelay && socket.setNoDelay(true)
`,
    ],
    [
      `    stream && (stream.destroy(err), stream = null)
`,
      `    stream && (stream.destroy(err), stream = null)
    final && (final(err), final = null)
`,
    ],
    [
      `        socket.write(b().d().raw(chunk).end(), callback)
      },
      destroy(error, callback) {
        callback(error)
        socket.write(b().f().str(error + b.N).end())
        stream = null
      },
      final(callback) {
        socket.write(b().c().end())
        final = callback
        stream = null
      }
    })
    query.resolve(stream)
  }

  function CopyOutResponse() {
`,
      `        const done = e => callback(e && Errors.connection('CONNECTION_CLOSED', options))
        socket
          ? socket.write(b().d().raw(chunk).end(), done)
          : done(true)
      },
      destroy(error, callback) {
        callback(error)
        error && socket && stream === this && socket.write(b().f().str(error + b.N).end())
        stream === this && (stream = null)
      },
      final(callback) {
        if (!socket)
          return callback(Errors.connection('CONNECTION_CLOSED', options))
        socket.write(b().c().end())
        final = callback
        stream = null
      }
    })
    query.resolve(stream)
  }

  function CopyOutResponse() {
`,
    ],
  ],
};
