/**
 * DASH manifests (ISO/IEC 23009-1, MPD): which parts a representation is made of. Static ones of
 * one period are read; what is not understood, over a limit, protected, or elsewhere is refused
 * with a {@link vn.taivideonhanh.media.dash.ManifestRefusedException}. Nothing here does input or
 * output, no entity is known and nothing else than the text is looked at.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.media.dash;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
