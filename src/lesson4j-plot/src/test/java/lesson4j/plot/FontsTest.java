package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FontsTest {
    private static final String ALL = "Aé αβσΣ → ← − × · … ✓ ✗ ² ∞ █░";

    @Test
    void haveEveryLetterWeWrite() {
        assertThat(Fonts.plain(12).canDisplayUpTo(ALL)).isEqualTo(-1);
        assertThat(Fonts.bold(12).canDisplayUpTo(ALL)).isEqualTo(-1);
    }

    @Test
    void comeFromTheBundledFile() {
        assertThat(Fonts.plain(12).getFontName()).isEqualTo("DejaVu Sans");
        assertThat(Fonts.bold(12).getFontName()).isEqualTo("DejaVu Sans Bold");
    }

    @Test
    void areUsedForEveryTextOfAChart() {
        var styler = Charts.plot("a", "b", "c").getStyler();

        assertThat(styler.getChartTitleFont().getFontName()).isEqualTo("DejaVu Sans");
        assertThat(styler.getAxisTitleFont().getFontName()).isEqualTo("DejaVu Sans");
        assertThat(styler.getAxisTickLabelsFont().getFontName()).isEqualTo("DejaVu Sans");
        assertThat(styler.getLegendFont().getFontName()).isEqualTo("DejaVu Sans");
        assertThat(styler.getAnnotationTextFont().getFontName()).isEqualTo("DejaVu Sans");
        assertThat(styler.getToolTipFont().getFontName()).isEqualTo("DejaVu Sans");
    }
}
