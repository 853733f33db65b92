/**
 * Auto-configuration of endpoints, health and metrics. Each stands alone and is guarded
 * by the classes it needs, the condition annotations' own included: an application
 * without actuator, health or metrics starts.
 */
@NullMarked
package dev.sslsocket.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
