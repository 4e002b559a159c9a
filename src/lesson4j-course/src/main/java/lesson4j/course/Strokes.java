package lesson4j.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The ways in which hands write each digit, as points that a pen passes.
 *
 * <p>A point is four figures, {@code xxyy}, from 0000 top left to 9999 bottom right; {@code |} makes the point before it
 * a corner, where the pen stops and turns; {@code ;} lifts the pen; {@code /} begins another way. Between corners the
 * pen follows a smooth curve (cubic pieces in Catmull and Rom's form) through all points.
 */
final class Strokes {
    private static final String[] WAYS = {
        "6003 2810 0845 2085 5098 8282 9345 7812 5203 / 5500 2720 1555 3090 5598 8075 8235 6206 4208 /"
                + "7210 4000 1030 0870 3597 7092 9260 8522 6006 4516 / 3010 1250 3093 6097 8865 8525 6002 2810",
        "5000 5150 5099 / 5300 4935 5070 4799 / 5600 5050 5099 / 3620 4612 5500 | 5350 5299 /"
                + "3025 5500 | 5350 5299 ; 2899 5098 7899",
        "1225 3005 6502 8225 6555 3880 1097 | 5094 9297 / 1520 4500 8015 7545 4580 2095 1086 2577 5088 7598 9790 /"
                + "0830 2806 6000 8418 7645 5072 1295 | 4090 6597 9593 / 2012 5000 7812 7040 4072 2292 0890 1876 4584 9099",
        "1512 5000 8018 6542 4048 | 7555 8878 5599 1090 / 1505 5006 8203 | 6225 4242 | 7850 8678 5099 1088 /"
                + "1215 5000 8020 6243 4050 4543 6850 8875 5099 1085 / 2018 4500 7510 7235 4546 | 8060 7888 4599 1593 0878",
        "2500 2025 1050 | 5053 8846 ; 7502 6850 6599 / 6800 4035 0865 | 5065 9762 ; 6800 6750 6699 /"
                + "1505 1035 2853 6050 8038 ; 8400 7845 7099 / 2202 1242 3055 7542 | 8502 | 7550 7099",
        "8503 5503 2505 | 2025 1845 | 5538 8862 7095 3599 0888 / 9004 6000 3010 2240 6050 8572 5898 1093 /"
                + "3008 2428 2245 | 6042 8268 6098 1095 ; 2808 6004 9500 / 8800 3506 | 2542 | 6550 7575 5097 1296",
        "7000 3525 1265 3097 6598 8575 6055 3063 1780 / 5500 3035 1575 4099 7585 6558 3562 2080 /"
                + "8505 5008 2040 1275 3598 7292 8568 6052 2862 1575 / 4500 2540 1880 4599 8090 7866 5060 2278",
        "1010 5008 9005 | 6545 4599 / 0808 4505 8808 | 6550 4899 ; 3252 5550 8247 /"
                + "1028 1408 | 5010 9004 | 7040 5899 / 1012 4500 8210 7542 5570 4899",
        "7515 4500 2020 4545 8072 5599 2086 3060 6540 8220 6205 / 5046 2228 4500 7620 5246 2070 4599 8078 5046 /"
                + "8208 5002 2818 5044 7470 5598 2488 3560 6038 8510 / 6040 3035 3005 6502 7528 5045 2265 3097 7095 7865 4845",
        "8020 5002 1825 3550 7042 8218 | 7855 7099 / 8215 5000 2020 3546 6840 8314 8260 6095 2295 /"
                + "7510 4003 2030 4548 7530 7808 7640 6275 5099 / 7042 3548 2022 5000 8015 7850 7299",
    };
    private static final double JITTER = 0.04;
    private static final double DENSITY = 50;

    private Strokes() {}

    /** Picks a way to write {@code digit}, moves its points a little and returns each stroke as many points x, y. */
    static List<List<double[]>> write(int digit, Random random) {
        String[] ways = WAYS[digit].split("/");
        var strokes = new ArrayList<List<double[]>>();
        for (String stroke : ways[random.nextInt(ways.length)].split(";")) {
            var pen = new ArrayList<double[]>();
            var piece = new ArrayList<double[]>();
            for (String mark : stroke.strip().split(" ")) {
                if (mark.equals("|")) {
                    curve(piece, pen);
                    piece.subList(0, piece.size() - 1).clear();
                } else {
                    int xy = Integer.parseInt(mark);
                    piece.add(new double[] {near(xy / 100, random), near(xy % 100, random)});
                }
            }
            curve(piece, pen);
            strokes.add(pen);
        }
        return strokes;
    }

    private static double near(int hundredths, Random random) {
        return hundredths / 100.0 + JITTER * random.nextGaussian();
    }

    /** Adds the smooth curve through the points of {@code p} to what the pen has drawn, in about even steps. */
    private static void curve(List<double[]> p, List<double[]> pen) {
        for (int i = 0; i + 1 < p.size(); i++) {
            double dx = p.get(i + 1)[0] - p.get(i)[0];
            double dy = p.get(i + 1)[1] - p.get(i)[1];
            int steps = 1 + (int) (DENSITY * Math.sqrt(dx * dx + dy * dy));
            for (int step = 0; step < steps; step++) {
                double t = step / (double) steps;
                pen.add(new double[] {at(t, p, i, 0), at(t, p, i, 1)});
            }
        }
        pen.add(p.get(p.size() - 1));
    }

    /** Returns one coordinate at {@code t}, 0..1, on the way from point {@code i} to the next. */
    private static double at(double t, List<double[]> p, int i, int axis) {
        double from = p.get(i)[axis];
        double to = p.get(i + 1)[axis];
        double leave = (to - p.get(Math.max(0, i - 1))[axis]) / 2;
        double arrive = (p.get(Math.min(p.size() - 1, i + 2))[axis] - from) / 2;
        double rise = t * t * (3 - 2 * t);
        return from + (to - from) * rise + t * (1 - t) * ((1 - t) * leave - t * arrive);
    }
}
