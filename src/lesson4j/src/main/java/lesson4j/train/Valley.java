package lesson4j.train;

import java.util.Arrays;

/** Finds the longest valley of a curve: the longest subsequence that only falls. */
final class Valley {
    private Valley() {}

    /** Returns the place half way through the middle third of the valley (fastai, {@code valley}). */
    static int middle(double[] heights) {
        int[] length = new int[heights.length];
        Arrays.fill(length, 1);
        int end = 0;
        for (int i = 1; i < heights.length; i++) {
            for (int j = 0; j < i; j++) {
                if (heights[i] < heights[j]) {
                    length[i] = Math.max(length[i], length[j] + 1);
                }
            }
            end = length[i] > length[end] ? i : end;
        }
        int start = end - length[end];
        double third = (end - start) / 3.0;
        return Math.max(0, start + (int) third + (int) (third / 2));
    }
}
