package io.pgford.shell.danger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void countsWhatFlowsIntoTheChanges() {
        assertThat(Estimate.rows("""
                [{"Plan": {"Node Type": "CTE Scan", "Plan Rows": 7, "Plans": [
                   {"Node Type": "ModifyTable", "Operation": "Delete", "Parent Relationship": "InitPlan", "Plan Rows": 0,
                    "Plans": [{"Node Type": "Hash Join", "Parent Relationship": "Outer", "Plan Rows": 1200,
                               "Plans": [{"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Plan Rows": 99999}]},
                              {"Node Type": "Seq Scan", "Parent Relationship": "InitPlan", "Plan Rows": 5}]}]}}]""")).isEqualTo(1_200);
        assertThat(Estimate.rows("""
                [{"Plan": {"Node Type": "ModifyTable", "Operation": "Update", "Plans": [
                   {"Node Type": "Seq Scan", "Parent Relationship": "Member", "Plan Rows": 10},
                   {"Node Type": "Foreign Scan", "Parent Relationship": "Member", "Plan Rows": 20}]}}]""")).isEqualTo(30);
        assertThat(Estimate.rows("""
                [{"Plan": {"Node Type": "ModifyTable", "Operation": "Insert", "Plans": [
                   {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Plan Rows": 10}]}}]""")).isZero();
    }
}
