// Waiting for events, never for time.
const deadline = 20_000;

/** The values of the first event of a name that is accepted. */
export function next(emitter, name, accept = () => true) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(reject, new Error(`no '${name}' within ${deadline} ms`)), deadline);
        emitter.on(name, listen);

        function listen(...values) {
            if (accept(...values)) end(resolve, values);
        }

        function end(settle, value) {
            clearTimeout(timer);
            emitter.off(name, listen);
            settle(value);
        }
    });
}

/** The values of every event of a name, until one of another name. */
export async function until(emitter, endName, name) {
    const rows = [];
    const collect = (...values) => rows.push(values);
    emitter.on(name, collect);
    try {
        await next(emitter, endName);
    } finally {
        emitter.off(name, collect);
    }
    return rows;
}
