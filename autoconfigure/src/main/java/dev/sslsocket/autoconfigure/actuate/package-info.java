/**
 * Auto-configuration of endpoints and health. Each stands alone and is guarded by the
 * classes it needs, the condition annotations' own included: an application without
 * actuator or without health starts.
 */
@NullMarked
package dev.sslsocket.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
