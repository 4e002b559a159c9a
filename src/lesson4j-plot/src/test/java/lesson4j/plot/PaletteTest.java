package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void greysRunFromWhiteToBlack() {
        assertThat(Palette.GREYS.rgb(0, 0, 255)).isEqualTo(0xffffff);
        assertThat(Palette.GREYS.rgb(255, 0, 255)).isEqualTo(0x000000);
        assertThat(Palette.GREYS.color(0.5, 0, 1).getRed()).isBetween(145, 155);
    }

    @Test
    void greysNeverGetLighterWithMoreInk() {
        for (int value = 1; value < 256; value++) {
            assertThat(Palette.GREYS.rgb(value, 0, 255)).isLessThanOrEqualTo(Palette.GREYS.rgb(value - 1, 0, 255));
        }
    }

    @Test
    void divergingIsBlueWhiteRed() {
        var low = Palette.DIVERGING.color(-0.5, -1, 1);
        var high = Palette.DIVERGING.color(0.5, -1, 1);

        assertThat(low.getBlue()).isGreaterThan(low.getRed());
        assertThat(high.getRed()).isGreaterThan(high.getBlue());
        assertThat(Palette.DIVERGING.color(0, -1, 1).getGreen()).isGreaterThan(250);
    }

    @Test
    void valuesOutsideTheRangeGetTheColourAtItsEnd() {
        assertThat(Palette.BLUES.rgb(7, 0, 1)).isEqualTo(Palette.BLUES.rgb(1, 0, 1));
        assertThat(Palette.BLUES.rgb(-7, 0, 1)).isEqualTo(Palette.BLUES.rgb(0, 0, 1));
    }

    @Test
    void nothingToCompareWithGetsTheFirstColour() {
        assertThat(Palette.ORANGES.rgb(Double.NaN, 0, 1)).isEqualTo(0xfff5eb);
        assertThat(Palette.ORANGES.rgb(3, 3, 3)).isEqualTo(0xfff5eb);
    }
}
