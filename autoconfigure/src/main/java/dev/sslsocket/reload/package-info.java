/**
 * Contexts that follow their files: who watches them, what a change is, what happens when
 * the new files are wrong. Which files those are, and how a context is built from them,
 * is for others to say.
 * <p>
 * <b>Why look, and not be told?</b> The JDK's {@code WatchService} misses what matters
 * most: Kubernetes replaces a symbolic link two directories above the file that is named,
 * network and FUSE file systems tell nobody, and bind mounts tell the wrong side. A look
 * every two seconds at a handful of files sees all of it, needs no descriptor, and costs
 * a few system calls. What is compared is what a look from outside shows; only when that
 * has changed are files read.
 * <p>
 * <b>Why two looks?</b> A certificate and its key are two files and cannot be written at
 * once. A change is acted on when the next look shows the same again.
 * <p>
 * <b>What if the new files are wrong?</b> The old context goes on, the reason is logged
 * once and shown by health and {@code sslcontexts}, and it is tried again after the next
 * change and every half minute: a permission, a mount or the source of a pass phrase may
 * be mended without any file's changing.
 * <p>
 * <b>Why are the keys of session tickets followed always?</b> They are there to be
 * changed, by all servers of a fleet at about the same time; a key that stays in force
 * until the next restart would be the fault. And no context is replaced for them: their
 * holder is the same in all generations, and nothing that decides about a peer changes.
 * <p>
 * The clock of this room is the check, not time: nobody has to wait to test it.
 */
@NullMarked
package dev.sslsocket.reload;

import org.jspecify.annotations.NullMarked;
